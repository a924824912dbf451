/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One piece of a pasted page, and a whole page of them as a draft. */
#pragma once

#include <gio/gio.h>

#include "ear-id.h"

G_BEGIN_DECLS

#define EAR_TYPE_PASTE_ITEM (ear_paste_item_get_type ())
G_DECLARE_FINAL_TYPE (EarPasteItem, ear_paste_item, EAR, PASTE_ITEM, GObject)

/* The property "line" is what ear_capture_parse() reads, "wanted" whether it becomes a voice. */
EarPasteItem *ear_paste_item_new (const EarId *id, const char *line, gboolean wanted);
const EarId *ear_paste_item_get_id (EarPasteItem *item);
const char *ear_paste_item_get_line (EarPasteItem *item);
void ear_paste_item_set_line (EarPasteItem *item, const char *line);
gboolean ear_paste_item_get_wanted (EarPasteItem *item);
void ear_paste_item_set_wanted (EarPasteItem *item, gboolean wanted);

char *ear_paste_items_to_draft (GListModel *items);
GPtrArray *ear_paste_items_from_draft (const char *draft); /* (transfer full) (element-type EarPasteItem) */

G_END_DECLS
