/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random records of every kind, with every field that a kind has. Each text is typed once, so that finding it in a file
 * says which field of which record it came from. */
#pragma once

#include "exchange-world.h"

G_BEGIN_DECLS

#define PART_WORD "typed"   /* begins each text that may travel; a number and an "x" follow */
#define PART_LOCAL "stays"  /* … and each that never does */

typedef struct
{
  GArray *ids[EAR_N_KINDS]; /* EarId, made by anybody */
  guint n_words;
} PartWorld;

void part_world_init (PartWorld *world);
void part_world_clear (PartWorld *world);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PartWorld, part_world_clear)

void part_world_act (PartWorld *world, EarStore *store); /* one random thing that somebody does */
const EarId *part_world_any (PartWorld *world, EarKind kind); /* or NULL */

G_END_DECLS
