/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One priority in the list of the Mapping page, with a chip for each theme that counts for it. */
#pragma once

#include <adwaita.h>

#include "ear-mapping-data.h"

G_BEGIN_DECLS

#define EAR_TYPE_MAPPING_ITEM (ear_mapping_item_get_type ())
G_DECLARE_FINAL_TYPE (EarMappingItem, ear_mapping_item, EAR, MAPPING_ITEM, GtkListBoxRow)

/* Signals: "change" (EarId *theme, EarId *priority, gboolean mapped, char *reason), "add" (EarId *priority). */
GtkWidget *ear_mapping_item_new (const EarEvidenceRow *item);
const EarId *ear_mapping_item_get_id (EarMappingItem *item);
gboolean ear_mapping_item_is_heading (EarMappingItem *item);
gboolean ear_mapping_item_has_themes (EarMappingItem *item);
void ear_mapping_item_show (EarMappingItem *item, const EarMappingData *data);

G_END_DECLS
