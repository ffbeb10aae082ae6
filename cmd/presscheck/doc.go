/*
Command presscheck checks articles before they are published.

	presscheck check  [flags] PATH|-…   say what is wrong with articles, and where
	presscheck repair [flags] PATH|-    print an article with the damage undone
	presscheck serve  [flags]           answer a CMS over HTTP
	presscheck eval   [flags] FOLDER    measure what is found and what is held wrongly
	presscheck filters [NAME]           say what is looked for
	presscheck policy check|test|…      write, check and understand policies
	presscheck config print|validate    show or check the configuration
	presscheck policy replay [flags]    judge what the review desk keeps again, by other rules
	presscheck erase [flags]            erase articles from the review desk, but not the figures
	presscheck audit verify|export      see whether the log of who did what is whole, or print it
	presscheck token create|list|…      let programs and people in, and keep them out again
	presscheck version

# Articles

A PATH is a file, a folder, or an archive (.zip, .tar, .tar.gz, .tgz). Of
folders and archives every file that ends in .html, .htm, .xhtml or .txt is
checked; a file that is named on the command line is checked whatever its name.
A name that ends in .txt means plain text, any other HTML; the flag --as
overrides that. "-" is standard input.

# Findings

Each finding is printed on a line of its own,

	page.html:12:7-12:31 linkblock/injected-links "<a href=…"
	    A block of 5 links has nothing to do with the article.

which is the place in the article as first and last line and column (columns
count bytes, from 1, the last one is not included), the filter and the kind of
damage, the damaged source, and below it what the filter says of it. Characters
that cannot be seen are written as in Go: "\u200b".

# Exit codes

	0  everything may be published
	1  something could not be checked
	2  the command line or the configuration is wrong
	3  something is to be reviewed or rejected; the log was tampered with

# Configuration

Every setting has a default, which a file (--config FILE), the environment
(PRESSCHECK_…) and flags override, in this order. "presscheck config print"
shows the settings in force and where each comes from.

# Limits

presscheck fetches nothing: style sheets and scripts that an article merely
refers to are not looked at. It finds what its filters know; each filter's page
("presscheck filters NAME") says what it misses.
*/
package main
