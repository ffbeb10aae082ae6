package metrics

// languages are counted by name: the ones that most pages on the web are
// written in, as subtags of BCP 47. All others together are other.
var languages = []string{
	"ar", "az", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
	"fil", "fr", "gl", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "lt",
	"lv", "mk", "mn", "ms", "my", "nb", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq",
	"sr", "sv", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh",
}
