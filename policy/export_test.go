package policy

// InputValue is for the test that compares the input with its schema.
var InputValue = Input.value

// Kinds are those that the rules of e name, by filter.
func (e *Engine) Kinds() map[string][]string {
	kinds := map[string][]string{}
	for _, r := range e.written.References("input") {
		if kind := r.Constant(3); kind != "" {
			kinds[r.Constant(2)] = append(kinds[r.Constant(2)], kind)
		}
	}
	return kinds
}

// Setting is what the settings say at path.
func (e *Engine) Setting(path ...string) any { return e.written.Settings.Value(path...) }
