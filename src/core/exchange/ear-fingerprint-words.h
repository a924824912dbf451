/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 256 plain English words for ear_fingerprint_words(): short, easily said and spelled, none that sounds like another or
 * could hurt, no two with the same first three letters. Their order is that of the alphabet and can never change,
 * since two people who compare words may have different versions of Earshot. */
#pragma once

static const char *const fingerprint_words[256] = {
  "acorn", "amber", "anchor", "apple", "arrow", "attic", "autumn", "bagel", "bamboo", "banjo", "basket", "beacon",
  "berry", "bicycle", "biscuit", "blanket", "blossom", "border", "bottle", "bread", "bridge", "bronze", "brush",
  "bubble", "bucket", "button", "cabin", "cactus", "camel", "candle", "carpet", "castle", "cedar", "cherry",
  "circus", "citrus", "coconut", "coffee", "comet", "copper", "cradle", "cricket", "crystal", "cupcake", "curtain",
  "daisy", "diamond", "dinner", "dolphin", "donkey", "dragon", "drizzle", "eagle", "echo", "ember", "emerald",
  "fabric", "falcon", "feather", "ferry", "finger", "fox", "fridge", "fudge", "galaxy", "garden", "gazebo", "ginger",
  "giraffe", "globe", "gondola", "granite", "green", "guitar", "hammer", "harbour", "hazel", "helmet", "holly",
  "honey", "hotel", "iceberg", "igloo", "indigo", "iris", "island", "jacket", "jaguar", "jasmine", "jelly", "jigsaw",
  "jungle", "kennel", "kettle", "keyhole", "kitten", "kiwi", "koala", "ladder", "lagoon", "lantern", "laundry",
  "lemon", "leopard", "lettuce", "library", "lilac", "lizard", "lobster", "locket", "lotus", "lumber", "lunch",
  "magnet", "mango", "maple", "marble", "meadow", "melon", "mermaid", "mirror", "mitten", "mobile", "monkey",
  "muffin", "museum", "napkin", "nectar", "needle", "nest", "nickel", "noodle", "north", "nugget", "nutmeg", "oasis",
  "ocean", "octave", "olive", "onion", "opal", "orange", "orbit", "orchid", "otter", "owl", "oyster", "paddle",
  "panda", "paper", "parrot", "pasture", "peach", "pebble", "pelican", "pencil", "pepper", "piano", "picnic",
  "pigeon", "pillow", "pirate", "planet", "plum", "pocket", "poplar", "potato", "puddle", "pumpkin", "puppet",
  "puzzle", "quilt", "rabbit", "railway", "ranger", "raven", "ribbon", "riddle", "ripple", "river", "robin",
  "rocket", "roller", "rooster", "rowboat", "ruby", "rudder", "saffron", "salmon", "sandal", "sausage", "season",
  "shelter", "signal", "silver", "singer", "sketch", "slipper", "smile", "snow", "soccer", "solar", "spider",
  "spoon", "sprout", "stable", "stone", "sugar", "summer", "sunset", "swallow", "swift", "table", "tadpole",
  "target", "teapot", "tennis", "thimble", "thunder", "ticket", "tiger", "timber", "tinsel", "toast", "toffee",
  "tomato", "torch", "tractor", "tripod", "trolley", "trumpet", "tulip", "tunnel", "unicorn", "valley", "vanilla",
  "velvet", "veranda", "village", "vinegar", "volcano", "voyage", "wagon", "walnut", "warbler", "water", "whale",
  "whistle", "willow", "window", "wizard", "yellow", "yogurt", "zebra", "zenith", "zipper",
};
