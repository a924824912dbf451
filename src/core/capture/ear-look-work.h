/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling what needs a look. A decision is an ordinary edit by somebody who has seen every value there is, so that it
 * settles the question wherever it is merged; two people who settle it differently, not knowing of each other, make another
 * one. Synchronous, on the store's thread. No GTK here. */
#pragma once

#include "ear-codebook-work.h"
#include "ear-look.h"

G_BEGIN_DECLS

/* What decisions changed, so that they can be taken back. %NULL where nobody wants it. */
typedef GPtrArray EarLookBefore;
EarLookBefore *ear_look_before_new (void);

/* Each is one transaction. An item whose question is another one by now is refused with EAR_CAPTURE_ERROR_NOT_HERE. */
gboolean ear_look_keep (EarStore *store, const EarLookItem *item, guint value, EarLookBefore *before, GError **error);
gboolean ear_look_combine (EarStore *store, const EarLookItem *item, const char *text, EarLookBefore *before, GError **error);
/* What shows stays. Of several (element-type EarLookItem): all or none. */
gboolean ear_look_dismiss (EarStore *store, GPtrArray *items, EarLookBefore *before, GError **error);
gboolean ear_look_dismiss_all (EarStore *store, guint *n, EarLookBefore *before, GError **error);

/* Whether somebody can write one text out of the values, and what to begin it with. */
gboolean ear_look_can_combine (const EarLookItem *item);
char *ear_look_propose (const EarLookItem *item);

/* @restored: (out): whether every question is open again; else what showed before shows again. */
gboolean ear_look_take_back (EarStore *store, const EarLookBefore *before, gboolean *restored, GError **error);

G_END_DECLS
