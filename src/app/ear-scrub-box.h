/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far it is that unused parts of the workbook's file are blanked after an erasure, once that has taken three seconds. It
 * makes room for whatever else is asked for, and can be left to another day. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_SCRUB_BOX (ear_scrub_box_get_type ())
G_DECLARE_FINAL_TYPE (EarScrubBox, ear_scrub_box, EAR, SCRUB_BOX, AdwBin)

void ear_scrub_box_set_workbook (EarScrubBox *box, EarWorkbook *workbook); /* (nullable) */

G_END_DECLS
