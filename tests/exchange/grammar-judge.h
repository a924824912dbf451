/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents that a published schema and the program's own reader both judge: each is taken by both or refused by both.
 * The judge of the schemas is jing, asked once about all of them. */
#pragma once

#include "exchange-world.h"

G_BEGIN_DECLS

typedef gboolean (*JudgeTakeFunc) (EarStore *store, const char *text, GError **error);

/* Whether a document that the schema takes breaks a rule that it says it cannot say. */
typedef gboolean (*JudgeBeyondFunc) (gpointer data);

void judge_add (gboolean expected, const char *what, char *text);
void judge_add_unknown (const char *what, char *text, JudgeBeyondFunc beyond, gpointer data, GDestroyNotify free_data);
void judge_add_shipped (const char *folder);
void judge_all (const char *schema, JudgeTakeFunc take);

G_END_DECLS
