/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small world for tests: a few laptops that edit one record, with clocks that are wrong, and send it to each
 * other in any order, twice or never. Beside it an oracle keeps what no laptop knows: who had truly seen what. */
#pragma once

#include "ear-join.h"

G_BEGIN_DECLS

#define EAR_WORLD_MAX_DEVICES 5

typedef enum
{
  EAR_MOVE_EDIT,        /* gives a field a value */
  EAR_MOVE_CLEAR,
  EAR_MOVE_DELETE,
  EAR_MOVE_RESTORE,
  EAR_MOVE_OPEN_DIALOG, /* reads the record … */
  EAR_MOVE_SAVE_DIALOG, /* … and edits what was read then, whatever came since */
  EAR_MOVE_ERASE,
  EAR_MOVE_SEND,        /* puts the record as it is here in the post */
  EAR_MOVE_RECEIVE,     /* takes any letter, also one of long ago or one's own */
  EAR_MOVE_CLOCK,       /* sets the laptop's clock wrong, up to two days either way */
  EAR_N_MOVES
} EarMoveType;

typedef struct
{
  EarMoveType type;
  guint device, field, value;
  gint32 number; /* which letter, how wrong a clock */
} EarMove;

typedef struct _EarWorld EarWorld;

EarWorld *ear_world_new (EarKind kind, const guint *fields, guint n_fields, guint n_devices);
void ear_world_free (EarWorld *world);
char *ear_world_move (EarWorld *world, const EarMove *move);
char *ear_world_settle (EarWorld *world, GRand *rand);
const EarRecord *ear_world_record (EarWorld *world, guint device);
const GPtrArray *ear_world_letters (EarWorld *world);
gboolean ear_world_is_erased (EarWorld *world);

GArray *ear_moves_random (GRand *rand, guint n_moves, guint n_devices, guint n_fields, gboolean erase);
char *ear_moves_describe (const GArray *moves);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWorld, ear_world_free)

G_END_DECLS
