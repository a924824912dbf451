/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a toast says, whole: it takes as many lines as it needs where the window is narrow or text is large. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *ear_toast_new (const char *text);

G_END_DECLS
