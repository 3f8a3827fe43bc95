"""The zip and the template for AWS, and the stack of a stage that is made of them.

- `packaging`: what is put on AWS
- `stages`: dev and prod: which stack, account and region each has
- `packages`: the last ten packages of a stage, kept by hash in a bucket; `packages.json` is that bucket
- `plan`: what a change set would change, in words, and what it costs customers
- `states`: what the state of a stack means, and what to do about it
- `steps`: deploy, go back
- `removing`: what data a stage holds, and removing it for good
"""
