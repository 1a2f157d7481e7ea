"""Texts that try to be more than text (S-01): each must come out as it went in, and run nothing."""

MARKUP = """
<script>alert(1)</script>
"><script>alert(2)</script>
'><script>alert(3)</script>
</title><script>alert(4)</script>
</textarea><script>alert(5)</script>
</bdi></dd></dl><script>alert(6)</script>
<ScRiPt>alert(7)</sCrIpT>
<scr<script>ipt>alert(8)</scr</script>ipt>
<script src=//other.example/x.js></script>
<script>alert(9)//
<img src=x onerror=alert(10)>
<img src=x:x onerror=alert(11)//
"><img src=x onerror=alert(12)>
' onerror='alert(13)' src='x
" onfocus="alert(14)" autofocus="
' onfocus='alert(15)' autofocus='
<svg onload=alert(16)>
<svg/onload=alert(17)>
<svg><script>alert(18)</script></svg>
<svg><animate onbegin=alert(19) attributeName=x dur=1s>
<svg><use href="data:image/svg+xml,<svg onload=alert(20)>">
<math><mtext></form><form><mglyph><style></math><img src onerror=alert(21)>
<body onload=alert(22)>
<iframe src="javascript:alert(23)"></iframe>
<iframe srcdoc="<script>alert(24)</script>"></iframe>
<object data="javascript:alert(25)"></object>
<embed src="javascript:alert(26)">
<a href="javascript:alert(27)">click</a>
<a href=" &#14; javascript:alert(28)">click</a>
<a href="jav&#x09;ascript:alert(29)">click</a>
javascript:alert(30)
data:text/html,<script>alert(31)</script>
<form action="javascript:alert(32)"><button>press</button></form>
<button formaction="javascript:alert(33)">press</button>
<input autofocus onfocus=alert(34)>
<details open ontoggle=alert(35)>
<video><source onerror=alert(36)></video>
<audio src=x onerror=alert(37)>
<marquee onstart=alert(38)>
<link rel=stylesheet href=//other.example/x.css>
<style>@import '//other.example/x.css';</style>
<style>body{background:url(//other.example/x.png)}</style>
<base href="https://other.example/">
<meta http-equiv="refresh" content="0;url=https://other.example/">
<template><script>alert(39)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(40)>">
<!--<img src="--><img src=x onerror=alert(41)>">
<![CDATA[<script>alert(42)</script>]]>
<?xml-stylesheet href="javascript:alert(43)"?>
&lt;script&gt;alert(44)&lt;/script&gt;
&#60;script&#62;alert(45)&#60;/script&#62;
\\u003cscript\\u003ealert(46)\\u003c/script\\u003e
%3Cscript%3Ealert(47)%3C/script%3E
{{constructor.constructor('alert(48)')()}}
{{name}} {{{contentHTML}}} {{> layout}}
[[layout.home]] [[=form.error]]
${alert(49)} #{alert(50)} <%= alert(51) %>
`-alert(52)-` '-alert(53)-' "-alert(54)-"
'; DROP TABLE signature; -- " OR 1=1
<x onclick=alert(55)>Robert"); DROP TABLE
＜script＞alert(56)＜/script＞
<IMG SRC=x ONERROR=&#97;lert(57)>
O’Brien & “Sons” <ltd> 'single' "double" \\ / =
=cmd|' /C calc'!A0
Zoë é ﬁ Å ≮script>
""".strip().split("\n")

# Turned, hidden or broken text: refused with a reason beside the field, and shown again as it was typed (S-60).
REFUSED = {
    "right-to-left override": "Ada \u202eelpmaxE",
    "isolate": "Ada \u2067Example",
    "tag characters": "Ada \U000e0041\U000e0042",
    "interlinear annotation": "Ada \ufffaExample",
    "many marks on one letter": "A" + "\u0301" * 9 + "da",
}
