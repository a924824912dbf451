/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices by feeling as one bar: its length is how many, its parts what they felt. It says the same in words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_FEELING_BAR (ear_feeling_bar_get_type ())
G_DECLARE_FINAL_TYPE (EarFeelingBar, ear_feeling_bar, EAR, FEELING_BAR, GtkWidget)

typedef struct
{
  guint works, does_not_work, ideas, questions, unsaid;
} EarFeelings;

GtkWidget *ear_feeling_bar_new (void);
void ear_feeling_bar_set_feelings (EarFeelingBar *bar, const EarFeelings *feelings, guint full);

guint ear_feelings_sum (const EarFeelings *feelings);
void ear_feelings_add (EarFeelings *feelings, const char *feeling, guint voices);
char *ear_feelings_describe (const EarFeelings *feelings);

G_END_DECLS
