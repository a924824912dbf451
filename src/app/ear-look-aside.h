/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was kept aside of one sender for one reason, on the page Needs a Look: merged, which can be taken back, or forgotten, which
 * cannot. Main thread. */
#pragma once

#include "ear-look-state.h"
#include "ear-window.h"

G_BEGIN_DECLS

typedef struct _EarLookAside EarLookAside;

EarLookAside *ear_look_aside_new (const EarQuarantineGroup *group);
void ear_look_aside_unref (EarLookAside *aside);
const EarId *ear_look_aside_get_sender (const EarLookAside *aside);
const char *ear_look_aside_get_name (const EarLookAside *aside);
void ear_look_aside_release (const EarLookAside *aside, EarWindow *window);
void ear_look_aside_ask_forget (EarLookAside *aside, GtkWidget *widget);

G_END_DECLS
