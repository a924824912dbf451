/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many things need a look, kept up to date: it is counted again after something was written, one count at a time. Its
 * property "count" tells of it. */
#pragma once

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_LOOK_COUNTER (ear_look_counter_get_type ())
G_DECLARE_FINAL_TYPE (EarLookCounter, ear_look_counter, EAR, LOOK_COUNTER, GObject)

EarLookCounter *ear_look_counter_new (void);
void ear_look_counter_set_workbook (EarLookCounter *counter, EarWorkbook *workbook);
guint ear_look_counter_get (EarLookCounter *counter);

G_END_DECLS
