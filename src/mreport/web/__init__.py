"""The live page: a source served to browsers, compared as its readers choose, its documents one click away.

`address` is what a URL says, `shelf` the items that can be picked, `orders` what is made of both by a worker, `desk`
who has it made, `screen` the comparison as a page shows it, `frame` what stands around it, `uploads` what browsers
send, `site` the routes, `guard`
who is let in.
"""
