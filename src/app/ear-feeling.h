/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a feeling is shown: a mark, a CSS class and a word, so that colour never says it alone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *ear_feeling_mark (const char *feeling);
const char *ear_feeling_class (const char *feeling);
const char *ear_feeling_label (const char *feeling);

G_END_DECLS
