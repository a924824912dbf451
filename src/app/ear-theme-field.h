/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a theme that is typed: its widget, the value in the workbook, and the draft of what is being typed. Whoever
 * leaves it has saved it. */
#pragma once

#include <adwaita.h>

#include "ear-draft-saver.h"

G_BEGIN_DECLS

typedef struct _EarThemeField EarThemeField;

/* It was left with another value than it was given. */
typedef void (*EarThemeFieldLeft) (guint field, const char *value, gpointer data);

/* @widget: an AdwEntryRow, or a GtkTextView; it outlives the field */
EarThemeField *ear_theme_field_new (guint number, GtkWidget *widget, EarThemeFieldLeft left, gpointer data);
void ear_theme_field_free (EarThemeField *field);
guint ear_theme_field_get_number (EarThemeField *field);
void ear_theme_field_set_theme (EarThemeField *field, EarWorkbook *workbook, const EarId *theme);
void ear_theme_field_set_value (EarThemeField *field, const char *value);
void ear_theme_field_leave (EarThemeField *field);
/* What was left is in the workbook, or could not be written there: then it stays as it was typed. */
void ear_theme_field_end (EarThemeField *field, gboolean done);

G_END_DECLS
