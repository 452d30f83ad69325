"""The sandbox, layer by layer, by the kernel's own calls: no root, no container, no further package.

kernel      the calls, by ctypes          landlock  which files may be seen
filter      which calls may be made       spaces    namespaces, a small disk of its own
confine     the layers in their order     trial     whether each layer holds, tried at every start
"""
