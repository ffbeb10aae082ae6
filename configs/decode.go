package configs

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/go-viper/mapstructure/v2"
)

// decode turns what viper holds into a Config. A value that cannot be read is
// reported and left at zero.
func (l *loader) decode() *Config {
	c := &Config{Filters: l.filters, origins: l.origins}
	err := l.viper.UnmarshalExact(c, func(d *mapstructure.DecoderConfig) {
		d.TagName = "yaml"
		d.WeaklyTypedInput = false
		d.DecodeHook = mapstructure.DecodeHookFuncType(convert)
	})
	l.report(err)
	return c
}

// report takes apart the error of a decoder, which wraps one for each value.
func (l *loader) report(err error) {
	switch e := err.(type) {
	case nil:
	case *mapstructure.DecodeError:
		key := strings.ReplaceAll(e.Name(), ".", delimiter)
		l.broken[key] = true
		l.fail(l.origins.at(key), key, "%v", e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, each := range e.Unwrap() {
			l.report(each)
		}
	case interface{ Unwrap() error }:
		l.report(e.Unwrap())
	default:
		l.errs = append(l.errs, fmt.Errorf("decode configuration: %w", err))
	}
}

// convert makes of what stands in the file, or of the text of a variable or
// flag, what a field takes.
func convert(_, to reflect.Type, data any) (any, error) {
	switch {
	case to == reflect.TypeFor[time.Duration]():
		return duration(data)
	case to == reflect.TypeFor[ByteSize]():
		return parsed[ByteSize](data)
	case to == reflect.TypeFor[Names]():
		return parsed[Names](data)
	case to == reflect.TypeFor[Networks]():
		return parsed[Networks](data)
	case to == reflect.TypeFor[Codes]():
		return parsed[Codes](data)
	case to == reflect.TypeFor[Priorities]():
		return parsed[Priorities](data)
	case to.Kind() == reflect.Int:
		return wholeNumber(data)
	case to.Kind() == reflect.Float64:
		return number(data)
	case to.Kind() == reflect.String:
		return text(data)
	}
	return data, nil
}

func duration(data any) (any, error) {
	s := fmt.Sprint(data)
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return nil, fmt.Errorf("is %s without a unit; write for example %sms or %ss", s, s, s)
	}
	d, err := time.ParseDuration(s)
	if err != nil {
		return nil, fmt.Errorf("is %q, not a duration; write for example 250ms, 5s or 1m30s", s)
	}
	return d, nil
}

// parsed reads a value that knows its text.
func parsed[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](data any) (any, error) {
	var value T
	if err := P(&value).UnmarshalText([]byte(fmt.Sprint(data))); err != nil {
		return nil, fmt.Errorf("is %w", err)
	}
	return value, nil
}

func wholeNumber(data any) (any, error) {
	n, err := strconv.Atoi(fmt.Sprint(data))
	if err != nil {
		return nil, fmt.Errorf("is %q, not a whole number; write for example 100", fmt.Sprint(data))
	}
	return n, nil
}

func number(data any) (any, error) {
	x, err := strconv.ParseFloat(fmt.Sprint(data), 64)
	if err != nil || math.IsNaN(x) {
		return nil, fmt.Errorf("is %q, not a number; write for example 0.05", fmt.Sprint(data))
	}
	return x, nil
}

func text(data any) (any, error) {
	s, ok := data.(string)
	if !ok {
		return nil, fmt.Errorf("is %v, not a text; put it in quotes", data)
	}
	return s, nil
}
