/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for two days, either of which may be left out. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @from, @to: (nullable): days as YYYY-MM-DD; not both NULL. */
typedef void (*EarDaysChosen) (const char *from, const char *to, gpointer data);

/* @data: an object; @chosen is told once, unless nobody chooses. */
void ear_days_dialog_ask (GtkWidget *parent, const char *from, const char *to, EarDaysChosen chosen, gpointer data);

G_END_DECLS
