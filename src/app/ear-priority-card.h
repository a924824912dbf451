/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One item of a strategy with what was heard about it. An item that nobody spoke to is as plain to see. */
#pragma once

#include <gtk/gtk.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_PRIORITY_CARD (ear_priority_card_get_type ())
G_DECLARE_FINAL_TYPE (EarPriorityCard, ear_priority_card, EAR, PRIORITY_CARD, GtkButton)

GtkWidget *ear_priority_card_new (void);
void ear_priority_card_show (EarPriorityCard *card, const EarEvidenceRow *row, guint most);
const char *ear_priority_card_get_label (EarPriorityCard *card);
const EarId *ear_priority_card_get_id (EarPriorityCard *card);

G_END_DECLS
