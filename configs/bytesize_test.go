package configs_test

import (
	"testing"

	"github.com/presscheck/presscheck/configs"
)

func TestByteSizeReadsAndWritesText(t *testing.T) {
	tests := []struct {
		text string
		size configs.ByteSize
		back string
	}{
		{"0", 0, "0B"},
		{"1000", 1000, "1000B"},
		{"2048", 2048, "2KiB"},
		{"512B", 512, "512B"},
		{"1536KiB", 1536 << 10, "1536KiB"},
		{"2MiB", 2 << 20, "2MiB"},
		{"2 MiB", 2 << 20, "2MiB"},
		{"1024MiB", 1 << 30, "1GiB"},
	}
	for _, test := range tests {
		var got configs.ByteSize
		if err := got.UnmarshalText([]byte(test.text)); err != nil || got != test.size {
			t.Errorf("%q is %d, %v, want %d", test.text, got, err, test.size)
		}
		if got.String() != test.back {
			t.Errorf("ByteSize(%d).String() = %q, want %q", got, got, test.back)
		}
	}
}

func TestByteSizeRefusesWhatIsNoSize(t *testing.T) {
	for _, text := range []string{"", "MiB", "-1", "1.5MiB", "2MB", "2mib", "1e6", "9223372036854775808", "8589934592GiB"} {
		got := configs.ByteSize(-1)
		if err := got.UnmarshalText([]byte(text)); err == nil || got != -1 {
			t.Errorf("UnmarshalText(%q) = %d, %v, want an error and no change", text, got, err)
		}
	}
}

func FuzzByteSize(f *testing.F) {
	f.Add("2MiB")
	f.Fuzz(func(t *testing.T, text string) {
		var size, again configs.ByteSize
		if size.UnmarshalText([]byte(text)) != nil {
			return
		}
		if err := again.UnmarshalText([]byte(size.String())); err != nil || again != size || size < 0 {
			t.Errorf("%q is %d, written %s, read as %d, %v", text, size, size, again, err)
		}
	})
}
