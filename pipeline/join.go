package pipeline

// join sets Within: what several filters say of one place is one thing to look
// at. The findings are in source order, the wider first.
func join(findings []Finding) {
	widest := -1
	for i := range findings {
		if widest >= 0 && findings[widest].Span.Contains(findings[i].Span) {
			findings[i].Within = findings[widest].ID
		} else {
			widest = i
		}
	}
}
