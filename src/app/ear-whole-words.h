/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in groups, rows and title bars is whole also where letters are large and the window is narrow. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void ear_whole_words_start (void);

G_END_DECLS
