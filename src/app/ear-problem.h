/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong, wherever a page or dialog shows it: those who hear the screen are told in the moment in which the others see it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void ear_problem_say (gpointer widget, const char *text);
GtkLabel *ear_problem_label_new (void);
void ear_problem_show (GtkLabel *label, const char *text);
void ear_problem_show_row (gpointer row, const char *text);
void ear_problem_show_banner (AdwBanner *banner, const char *text);
void ear_problem_show_page (AdwStatusPage *page, const char *text);
void ear_problem_mark (gpointer field, const char *text);
GtkWidget *ear_problem_icon_new (void);

G_END_DECLS
