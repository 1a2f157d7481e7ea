"""A page of an open letter as the client of member tokens expects it."""

KEYS = (
    "working checked taken again sent token vouchers held signed unreadable fetch root key other file not-token not-request"
    " refused refused-403 answer voucher"
).split()
# As every page of ours has it.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; object-src 'none'"
)
ASKING = """<label><input type="checkbox" id="remember">Remember the key in this browser</label>
<button id="make">Make my request</button> <label>My request <input type="file" id="again"></label>
<div id="checked" role="status"></div> <a id="request-file" hidden>Keep the request</a>
<form id="codes" action="/nowhere" hidden><label>Address <input name="email"></label><button>Send a code</button></form>
<div id="asked" role="status"></div>
<form id="tokens" action="/nowhere" hidden><label>Code <input name="code"></label><button>Get the token</button></form>
<form id="voucher" action="/nowhere" hidden><label>Given code <input name="code"></label><button>Use it</button></form>
<div id="answered" role="status"></div> <a id="token-file" hidden>Keep the token</a> <div id="given" role="status"></div>
<pre id="vouchers" hidden></pre> <a id="vouchers-file" download="codes.txt" hidden>Keep the codes</a>"""
SIGNING = """<div id="keep"><label>My token <input type="file" id="kept"></label></div>
<div id="held" role="status"></div>
<form id="signatures" action="/nowhere" hidden>
<label><input type="radio" name="display" value="nothing" checked>Nothing</label>
<label><input type="radio" name="display" value="role">Role</label>
<label><input type="radio" name="display" value="team">Team</label>
<label><input type="radio" name="display" value="name">Name</label>
<label>My role <input name="role"></label> <label>My team <input name="team"></label> <label>My name <input name="name"></label>
<button>Sign</button></form>
<div id="signed" role="status"></div> <a id="link" hidden></a>"""
PAGE = f"""<!doctype html><html lang="en"><title>Members</title>
<meta http-equiv="content-security-policy" content="{POLICY}">
<main id="member" data-petition="/petitions/other" hidden>
{ASKING}
{SIGNING}
</main>
<template id="words">{"".join(f'<p data-key="{key}">{key}: {{status}}{{problem}}</p>' for key in KEYS)}</template>
<script type="module" src="/modules/member-page.js"></script></html>"""
