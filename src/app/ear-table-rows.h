/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits at a table of an Assembly, within the row of that table: whether it is an organisation, which sector, how many. */
#pragma once

#include <adwaita.h>

#include "ear-record.h"

G_BEGIN_DECLS

/* @value: (nullable): what a field of the participant is to be. Called for a person's doing only. */
typedef void (*EarTableRowsSet) (AdwExpanderRow *row, guint field, const char *value);

void ear_table_rows_add (AdwExpanderRow *row, EarTableRowsSet set);
void ear_table_rows_fill (AdwExpanderRow *row, const EarRecord *table);
gboolean ear_table_rows_is_table (const EarRecord *participant);
char *ear_table_rows_describe (const EarRecord *table);

G_END_DECLS
