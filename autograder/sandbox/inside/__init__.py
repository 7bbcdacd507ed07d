"""All of the sandbox that is seen inside it: no reference, no check, nothing of the course but `courseware`.

Within the walls this folder stands alone as the package ``inside``; it imports nothing else of `autograder`.
"""
