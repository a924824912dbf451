/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which bundles were written for which partner, and which of theirs were merged here: from this follows what is new to
 * them. Nothing is ever taken for received because it was sent: only the partner's own word counts. The store's thread. */
#pragma once

#include "ear-store.h"

G_BEGIN_DECLS

/* A bundle for one partner, before it is written. */
typedef struct
{
  EarId bundle;    /* its own id, new each time */
  guint number;    /* of those for this partner, from 1 */
  EarId got;       /* the last of theirs that is merged here; EAR_ID_NONE for none */
  EarId base;      /* what it builds on; EAR_ID_NONE: nothing, it holds everything */
  gint64 since;    /* with a base: what changed later than this travels */
  gint64 sequence; /* the newest change that it has in it */
} EarSending;

gboolean ear_store_plan_sending (EarStore *store, const EarId *partner, gboolean since_last, EarSending *sending,
                                 GError **error);
gboolean ear_store_note_sent (EarStore *store, const EarId *partner, const EarSending *sending, GError **error);

/* A bundle for this device that is being merged. */
typedef struct
{
  EarId bundle;
  EarId device; /* whom it is from */
  guint number;
  EarId base;   /* EAR_ID_NONE for none */
  EarId got;    /* EAR_ID_NONE for none */
} EarReceiving;

gboolean ear_store_note_received (EarStore *store, const EarReceiving *receiving, gboolean *lacks_base, GError **error);
gboolean ear_store_forget_received (EarStore *store, gint64 merge, GError **error);
gboolean ear_store_last_exchanged (EarStore *store, const EarId *partner, char **sent, char **received, GError **error);

G_END_DECLS
