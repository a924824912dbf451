/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three laptops that have one voice of one session, and exchange whole states, record by record, as a bundle does. */
#pragma once

#include "ear-look-work.h"
#include "ear-test.h"

G_BEGIN_DECLS

#define LOOK_N_LAPTOPS 3

typedef struct
{
  EarTestFolder folder;
  EarStore *laptops[LOOK_N_LAPTOPS];
  EarRecord *session;
  EarId voice;
} LookWorld;

void look_tell (EarStore *from, EarStore *to);
void look_tell_all (LookWorld *world);
LookWorld *look_world_new (void);
void look_world_free (LookWorld *world);
EarRecord *look_get (EarStore *store, EarKind kind, const EarId *id);
void look_set (EarStore *store, EarKind kind, const EarId *id, guint field, const char *value);
void look_say (LookWorld *world, guint laptop, const char *text);
GPtrArray *look_list (EarStore *store);
EarLookItem *look_only (EarStore *store);
const EarLookValue *look_value_of (const EarLookItem *item, guint i);
void look_keep (EarStore *store, guint value, EarLookBefore *before);
void look_take_back (EarStore *store, const EarLookBefore *before, gboolean expected);
void look_assert_says (LookWorld *world, EarStore *store, const char *expected);
void look_assert_settled (LookWorld *world, const char *expected);
void look_dispute (LookWorld *world);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LookWorld, look_world_free)

G_END_DECLS
