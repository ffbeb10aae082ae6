package article_test

import (
	"strings"
	"testing"
)

// ruled is an element #x of class c in a #p of class d, under such a sheet.
func ruled(sheet string) string {
	return "<style>" + sheet + "</style><div id=p class=d><p>first</p><div id=x class='c c2' data-k=v>casino</div></div>"
}

func TestVisibilityByRules(t *testing.T) {
	const none = "{display:none}"
	runVisibility(t, []visibilityTest{
		{"a class", ruled(".c" + none), hidden, ".c{display:none}"},
		{"an id", ruled("#x" + none), hidden, "#x{display:none}"},
		{"a type", ruled("div" + none), hidden, "div{display:none}"},
		{"a type in upper case", ruled("DIV" + none), hidden, "DIV{display:none}"},
		{"another class", ruled(".C" + none), shown, ""},
		{"an attribute", ruled("[data-k=v]" + none), hidden, "[data-k=v]{display:none}"},
		{"a descendant", ruled(".d .c" + none), hidden, ".d .c{display:none}"},
		{"a child", ruled("#p > .c.c2" + none), hidden, "#p > .c.c2{display:none}"},
		{"a neighbour", ruled("p + .c" + none), hidden, "p + .c{display:none}"},
		{"a later sibling", ruled("p~.c" + none), hidden, "p~.c{display:none}"},
		{"the wrong neighbour", ruled("div + .c" + none), shown, ""},
		{"a descendant of something else", ruled(".e .c" + none), shown, ""},
		{"a child's child", ruled("body > .c" + none), shown, ""},
		{"back and forth", ruled("body > .d .c" + none), hidden, "body > .d .c{display:none}"},
		{"a position", ruled(".c:nth-child(2)" + none), hidden, ".c:nth-child(2){display:none}"},
		{"another position", ruled(".c:first-child" + none), shown, ""},
		{"a group", ruled("h1, .c , h2" + none), hidden, ".c{display:none}"},
		{"an escape", ruled(`.\63 ` + none), hidden, `.c{display:none}`},
		{"comments and line ends", ruled("/*a*/.d/**/\n\t.c{/*;*/display/**/:\nnone/**/}"), hidden, ".d .c{display:none}"},
		{"inside what matches", ruled("#p" + none), hidden, "#p{display:none}"},
		{"an HTML comment around the sheet", ruled("<!-- .c" + none + " -->"), hidden, ".c{display:none}"},
		{"a sheet cut off", ruled(".c{display:none"), hidden, ".c{display:none}"},
		{"a stray brace spoils the next rule", ruled("} .c" + none), shown, ""},
		{"but not the one after it", ruled("} p{} .c" + none), hidden, ".c{display:none}"},
		{"a statement without end spoils it too", ruled("foo; .c" + none), shown, ""},
		{"a parenthesis that takes the rest along", ruled("p{x:(]} .c" + none), shown, ""},
		{"a sheet in the body", `<p id=x class=c>a</p><style>.c{display:none}</style>`, hidden, ".c{display:none}"},
		{"a sheet in a drawing", `<p id=x class=c>a</p><svg><style>.c{display:none}</style></svg>`, hidden, ".c{display:none}"},
		{"a sheet in a template", `<template><style>.c{display:none}</style></template><p id=x class=c>a</p>`, shown, ""},
		{"a sheet of another language", `<style type="text/less">.c{display:none}</style><p id=x class=c>a</p>`, shown, ""},
		{"a sheet for print", `<style media=print>.c{display:none}</style><p id=x class=c>a</p>`, shown, ""},
		{"a sheet for some screens", `<style media="(max-width:9em)">.c{display:none}</style><p id=x class=c>a</p>`, unclear, "@media (max-width:9em){.c{display:none}}"},
		{"off the screen by two rules", ruled(".c{position:absolute} #x{left:-1620px}"), hidden, "#x{left:-1620px}"},
		{"small by two rules", ruled(".c{height:0} #x{overflow:hidden}"), hidden, ".c{height:0} #x{overflow:hidden}"},
		{"a long selector", ruled("." + strings.Repeat("d", 90) + ",.c" + strings.Repeat(":not(p)", 20) + none), hidden,
			".c" + strings.Repeat(":not(p)", 11) + ":…{display:none}"},
	})
}

func TestVisibilityByTheCascade(t *testing.T) {
	const none = "{display:none}"
	runVisibility(t, []visibilityTest{
		{"a menu that is open", `<style>.menu{display:none} .menu.open{display:block}</style><ul id=x class="menu open"><li>a</ul>`, shown, ""},
		{"a menu that is closed", `<style>.menu.open{display:block} .menu{display:none}</style><ul id=x class=menu><li>a</ul>`, hidden, ".menu{display:none}"},
		{"the later rule", ruled(".c" + none + ".c{display:block}"), shown, ""},
		{"the more specific rule", ruled("#x{display:block} .c.c2" + none), shown, ""},
		{"the important rule", ruled(".c{display:none!important} #x{display:block}"), hidden, ".c{display:none}"},
		{"inline against a rule", `<style>#x{display:none}</style><p id=x style="display:block">a</p>`, shown, ""},
		{"inline against an important rule", `<style>p{display:none!important}</style><p id=x style="display:block">a</p>`, hidden, "p{display:none}"},
		{"both important", `<style>p{display:none!important}</style><p id=x style="display:block!important">a</p>`, shown, ""},
		{"a rule that sets nothing valid", ruled(".c" + none + "#x{display:foo}"), hidden, ".c{display:none}"},
		{"initial", ruled(".c" + none + "#x{display:initial}"), shown, ""},
		{":where weighs nothing", ruled("div{display:block} :where(#x)" + none), shown, ""},
		{":is weighs what is in it", ruled("div.c{display:block} :is(#x)" + none), hidden, ":is(#x){display:none}"},
		{"visibility again", ruled(".d{visibility:hidden} .c{visibility:inherit}"), hidden, ".d{visibility:hidden}"},
		{"visibility undone", ruled(".d{visibility:hidden} .c{visibility:visible}"), shown, ""},
		{"a layer, which anything outside may undo", ruled(".c{display:block} @layer a{#x" + none + "}"), unclear, "@layer a{#x{display:none}}"},
		{"shown in a layer", ruled("#x" + none + " @layer b{#x{display:block}}"), unclear, "#x{display:none}"},
		{"a layer that is only named", ruled("@layer b, a; #x" + none), hidden, "#x{display:none}"},
		{"a transform undone", ruled(".c{transform:scale(0)} #x{transform:none}"), shown, ""},
		{"overflow undone", ruled(".c{height:0;overflow:hidden} #x{height:auto}"), shown, ""},
		{"position undone", ruled(".c{position:absolute;left:-9999px} #x{position:static}"), shown, ""},
		{"several style elements", `<style>.c{display:none}</style><style>.c{display:block}</style><p id=x class=c>a</p>`, shown, ""},
	})
}

func TestVisibilityThatDepends(t *testing.T) {
	const none = "{display:none}"
	runVisibility(t, []visibilityTest{
		{"on paper only", ruled("@media print{.c" + none + "}"), shown, ""},
		{"spoken only", ruled("@media speech, aural{.c" + none + "}"), shown, ""},
		{"on paper and screen", ruled("@media print, screen{.c" + none + "}"), hidden, ".c{display:none}"},
		{"anywhere", ruled("@media all{.c" + none + "}"), hidden, ".c{display:none}"},
		{"anywhere but on paper", ruled("@MEDIA not print{.c" + none + "}"), hidden, ".c{display:none}"},
		{"anywhere but on a screen", ruled("@media not screen{.c" + none + "}"), shown, ""},
		{"by width", ruled("@media (max-width:600px){.c" + none + "}"), unclear, "@media (max-width:600px){.c{display:none}}"},
		{"by width of a screen", ruled("@media only screen and (max-width:600px){.c" + none + "}"), unclear,
			"@media only screen and (max-width:600px){.c{display:none}}"},
		{"by width of paper", ruled("@media print and (max-width:600px){.c" + none + "}"), shown, ""},
		{"shown by width", ruled(".c" + none + "@media (min-width:600px){.c{display:block}}"), unclear, ".c{display:none}"},
		{"here hidden, there shown", ruled("@media (max-width:9em){.c" + none + "}@media (min-width:9em){.c{display:block}}"), unclear,
			"@media (max-width:9em){.c{display:none}}"},
		{"hidden whatever the width", ruled("#x" + none + "@media (min-width:600px){.c{display:block}}"), hidden, "#x{display:none}"},
		{"a group in a group", ruled("@supports (display:grid){@media (hover){.c" + none + "}}"), unclear, "@media (hover){.c{display:none}}"},
		{"supported", ruled("@supports (display:grid){.c" + none + "}"), hidden, ".c{display:none}"},
		{"not supported", ruled("@supports not (display:grid){.c" + none + "}"), unclear, "@supports not (display:grid){.c{display:none}}"},
		{"a container", ruled("@container (width>1px){.c" + none + "}"), unclear, "@container (width>1px){.c{display:none}}"},
		{"key frames", ruled("@keyframes c{from{opacity:0}} @font-face{font-family:c}"), shown, ""},
		{"an unknown at-rule", ruled("@foo{.c" + none + "}"), shown, ""},
		{"under the mouse, so seen before", ruled(".c:hover" + none), shown, ""},
		{"while something is checked", ruled("p:checked + .c" + none), unclear, "p:checked + .c{display:none}"},
		{"shown under the mouse", ruled(".c" + none + ".d:hover .c{display:block}"), unclear, ".c{display:none}"},
		{"shown for a check box", ruled(".c" + none + "p:checked ~ .c{display:block}"), unclear, ".c{display:none}"},
		{"not under the mouse", ruled(".c:not(:hover)" + none), unclear, ".c:not(:hover){display:none}"},
		{"not of another class", ruled(".c:not(.e)" + none), hidden, ".c:not(.e){display:none}"},
		{"not of its class", ruled(".c:not(.c2)" + none), shown, ""},
		{"of one class or another", ruled(":is(.e,.c)" + none), hidden, ":is(.e,.c){display:none}"},
		{"in one class or another", ruled(":where(.e,.d > div) p ~ .c, :where(.d p+.c)" + none), hidden, ":where(.d p+.c){display:none}"},
		{"none of two", ruled(".c:not(.e,.f)" + none), hidden, ".c:not(.e,.f){display:none}"},
		{"what stands before it", ruled(".c::before" + none + ".c:after" + none), shown, ""},
		{"what is in it cannot be followed", ruled(".c:has(p)" + none), unclear, ".c:has(p){display:none}"},
		{"nor for another class", ruled(".e:has(p)" + none), shown, ""},
		{"a class that browsers do not have", ruled(".c:foo" + none), unclear, ".c:foo{display:none}"},
		{"spoils its group", ruled(".c, :foo" + none), unclear, ".c{display:none}"},
		{"and so may not show", ruled(".c" + none + "#x, :foo(1){display:block}"), unclear, ".c{display:none}"},
		{"Cascadia's own selectors do not show", ruled(".c" + none + "#x:contains('casino'){display:block}"), unclear, ".c{display:none}"},
		{"nor do its operators", ruled(".c" + none + "#x[class!=e]{display:block}"), hidden, ".c{display:none}"},
		{"nested", ruled(".d{color:red;& .c{display:none}}"), hidden, ".d .c{display:none}"},
		{"nested without sign", ruled(".d{.c{display:none} color:red}"), hidden, ".d .c{display:none}"},
		{"nested in a group", ruled("h1,.d{>.c{display:none}}"), hidden, ".d >.c{display:none}"},
		{"the sign behind", ruled(".c{.d &{display:none}}"), hidden, ".d .c{display:none}"},
		{"the sign alone", ruled("& .c" + none), hidden, ":root .c{display:none}"},
		{"nested media", ruled(".c{@media (hover){display:none}}"), unclear, "@media (hover){.c{display:none}}"},
		{"a nested rule that looks like a declaration", ruled("div{p:hover{} display:none}"), hidden, "div{display:none}"},
		{"a variable that hides", ruled(":root{--a:none} .c{display:var(--a)}"), unclear, ".c{display:var(--a)}"},
		{"a variable that does not", ruled(":root{--a:flex} .c{display:var(--a)}"), shown, ""},
		{"a variable that is not set", ruled(".c{display:var(--a, none)}"), unclear, ".c{display:var(--a, none)}"},
		{"a variable that may show", ruled(".c" + none + "#x{display:var(--a)}"), unclear, ".c{display:none}"},
		{"a page that waits for a script", `<style>body{opacity:0}</style><p id=x>a</p>`, unclear, "body{opacity:0}"},
		{"hidden on a page that waits", `<style>body{opacity:0}</style><p id=x hidden>a</p>`, hidden, "<p hidden>"},
	})
}
