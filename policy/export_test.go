package policy

// InputValue is for the test that compares the input with its schema.
var InputValue = Input.value
