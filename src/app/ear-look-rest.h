/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lower part of the page Needs a Look: rows for what was kept aside, and for codings of split themes. */
#pragma once

#include <adwaita.h>

#include "ear-look-state.h"

G_BEGIN_DECLS

GtkWidget *ear_look_aside_row_new (const EarQuarantineGroup *group);
GtkWidget *ear_look_split_row_new (const EarSplit *split);

G_END_DECLS
