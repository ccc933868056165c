"""Tìm kiếm: communes, obstacles, tasks, documents, activities by their words."""
from ntm.ui.movement import search as parts
from ntm.ui.records.desk import open_desk
from ntm.ui.widgets import open_scene

scene = open_scene()
desk = open_desk(scene, ())
asked = parts.ask(scene)
found = parts.found_of(asked, scene, desk)
parts.say_answer(asked, found, scene)
parts.hits_block(found, scene, desk)
