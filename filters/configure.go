package filters

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/go-viper/mapstructure/v2"
)

// A SettingError says what is wrong with one setting, without the file that it
// stands in: the caller knows it and finds the line by Path.
type SettingError struct {
	Path    []string // name of the filter, then of the setting, then of what is inside it
	Problem string
}

func (e *SettingError) Error() string {
	return strings.Join(e.Path, ".") + ": " + e.Problem
}

// Configure decodes settings, which are keyed by filter and then by setting,
// over what the filters of list hold already, that is, their defaults. It is
// strict: names and types must fit, except that a whole number may stand for a
// fraction. A list or table replaces the default one.
//
// A filter that has a method Validate() error is asked whether it can live
// with its new settings; it answers with a SettingError whose path begins with
// the setting.
//
// The error joins one *SettingError for each thing that is wrong, in the order
// of their paths; list must not be used then.
func Configure(list []Filter, settings map[string]map[string]any) error {
	known := map[string]Filter{}
	for _, f := range list {
		known[f.Info().Name] = f
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		f, ok := known[name]
		if !ok {
			names := slices.Sorted(maps.Keys(known))
			errs = append(errs, &SettingError{[]string{name}, "no such filter; " + nearest(name, names)})
			continue
		}
		errs = append(errs, configureOne(f, name, settings[name])...)
	}
	return errors.Join(errs...)
}

func configureOne(f Filter, name string, settings map[string]any) []error {
	var errs []error
	for _, key := range slices.Sorted(maps.Keys(settings)) {
		path := []string{name, key}
		if names := settingNames(f); !slices.Contains(names, key) {
			errs = append(errs, &SettingError{path, "no such setting; " + nearest(key, names)})
		} else if err := decodeSetting(f, path, settings[key]); err != nil {
			errs = append(errs, err)
		}
	}
	if v, ok := f.(interface{ Validate() error }); ok && len(errs) == 0 {
		if err := v.Validate(); err != nil {
			errs = append(errs, validationError(name, err))
		}
	}
	return errs
}

func validationError(name string, err error) error {
	if inner, ok := errors.AsType[*SettingError](err); ok {
		return &SettingError{append([]string{name}, inner.Path...), inner.Problem}
	}
	return &SettingError{[]string{name}, err.Error()}
}

func decodeSetting(f Filter, path []string, value any) error {
	if value == nil {
		return &SettingError{path, "has no value"}
	}
	var seen mapstructure.Metadata
	decoder, err := mapstructure.NewDecoder(&mapstructure.DecoderConfig{
		Result:               f,
		Metadata:             &seen,
		DecodeHook:           wholeNumbers,
		ZeroFields:           true,
		IgnoreUntaggedFields: true,
		MatchName:            func(key, field string) bool { return key == field },
	})
	if err != nil {
		return &SettingError{path, "cannot be set: " + err.Error()}
	}
	if err := decoder.Decode(map[string]any{path[1]: value}); err != nil {
		return decodingError(path, err)
	}
	if len(seen.Unused) > 0 {
		slices.Sort(seen.Unused)
		return &SettingError{append(path[:1:1], strings.Split(seen.Unused[0], ".")...), "no such setting"}
	}
	return nil
}

// decodingError words what mapstructure found wrong as a problem of one path.
func decodingError(path []string, err error) error {
	e, ok := errors.AsType[*mapstructure.DecodeError](err)
	if !ok {
		return &SettingError{path, err.Error()}
	}
	if e.Name() != "" {
		path = append(path[:1:1], strings.Split(e.Name(), ".")...)
	}
	problem := e.Unwrap().Error()
	if wrong, ok := errors.AsType[*mapstructure.UnconvertibleTypeError](err); ok {
		problem = fmt.Sprintf("want %s, got %T %v", wrong.Expected.Type(), wrong.Value, wrong.Value)
	}
	return &SettingError{path, problem}
}

// wholeNumbers refuses what mapstructure would cut or wrap without a word:
// fractions and numbers out of range for whole numbers.
func wholeNumbers(from, to reflect.Value) (any, error) {
	value := from.Interface()
	if from.CanFloat() && (to.CanInt() || to.CanUint()) {
		if f := from.Float(); f != math.Trunc(f) || math.Abs(f) > 1<<53 {
			return nil, fmt.Errorf("want a whole number, got %v", value)
		}
	}
	if from.CanInt() && (to.CanInt() && to.OverflowInt(from.Int()) || to.CanUint() && from.Int() < 0) {
		return nil, fmt.Errorf("%v is out of range", value)
	}
	return value, nil
}

// settingNames lists the tags of the exported fields of f.
func settingNames(f Filter) []string {
	t := reflect.TypeOf(f)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var names []string
	for _, field := range reflect.VisibleFields(t) {
		tag, _, _ := strings.Cut(field.Tag.Get("mapstructure"), ",")
		if field.IsExported() && len(field.Index) == 1 && tag != "" && tag != "-" {
			names = append(names, tag)
		}
	}
	return names
}

// nearest suggests the names closest to a misspelt one, at most three, or
// lists them all if none is close.
func nearest(name string, names []string) string {
	if len(names) == 0 {
		return "there are none"
	}
	close := slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return distance(name, n) > 1+max(len(name), len(n))/3
	})
	if len(close) == 0 {
		return "there are " + strings.Join(names, ", ")
	}
	slices.SortStableFunc(close, func(a, b string) int { return cmp.Compare(distance(name, a), distance(name, b)) })
	return "did you mean " + strings.Join(close[:min(3, len(close))], ", ") + "?"
}

// distance counts the bytes to insert, delete or replace to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replace := diagonal
			if a[i] != b[j] {
				replace++
			}
			diagonal = row[j+1]
			row[j+1] = min(replace, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
