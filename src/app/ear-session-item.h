/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One session as a row of the list of sessions. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_SESSION_ITEM (ear_session_item_get_type ())
G_DECLARE_FINAL_TYPE (EarSessionItem, ear_session_item, EAR, SESSION_ITEM, GObject)

EarSessionItem *ear_session_item_new (EarSessionRow *row);
const EarId *ear_session_item_get_id (EarSessionItem *item);
gboolean ear_session_item_equal (EarSessionItem *a, EarSessionItem *b);

G_END_DECLS
