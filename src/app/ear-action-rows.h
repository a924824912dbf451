/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the page of actions. Those that open something hold its id as the data "id". */
#pragma once

#include <adwaita.h>

#include "ear-action-list.h"
#include "ear-coproduction-list.h"

G_BEGIN_DECLS

GtkWidget *ear_action_rows_action (const EarActionRow *row);
GtkWidget *ear_action_rows_never_told (const EarOwed *owed);
GtkWidget *ear_action_rows_owed (const EarOwed *owed, EarKind kind);
GtkWidget *ear_action_rows_ladder (const EarLadderRow *row);
GtkWidget *ear_action_rows_together (const EarCoproductionRow *row);
GtkWidget *ear_action_rows_note (const char *text);
GtkWidget *ear_action_rows_button (GtkWidget *row, const char *label, const char *name);

G_END_DECLS
