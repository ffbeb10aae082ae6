package sight

// Thresholds. What hides was collected from infected pages; what honest pages
// do was counted on 327 clean ones.
const (
	// faint is the opacity up to which text cannot be read.
	faint = 0.05

	// tiny is the size in px up to which text or a box cannot be seen. Spam
	// uses 0 to 2; on clean pages the next larger type has 6. (Chromium draws
	// type of relative size with 6 px at least, other browsers do not.)
	tiny = 2

	// afar is how many px beyond its place an element is off the screen. Spam
	// uses 1,620 and more; clean pages up to 420, to place something, and from
	// 1,000 on to hide it.
	afar = 1000

	// beyond is how many px to the right no screen is: the widest in use
	// shows 3,840. To the right a page scrolls, so it may be reached.
	beyond = 5000

	// A box that is moved by all of its own or its container's width is
	// somewhere else, which may or may not be on the screen; moved by twice
	// that it is not.
	away, farAway = 100, 200 // per cent
)
