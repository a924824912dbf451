/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of the occasion: a widget, the value it holds, and the draft of what is being typed in it. */
#pragma once

#include <adwaita.h>

#include "ear-choice.h"
#include "ear-draft-saver.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_OCCASION_TEXT,   /* AdwEntryRow */
  EAR_OCCASION_DAY,    /* AdwEntryRow, a day as a person writes it */
  EAR_OCCASION_NOTES,  /* GtkTextView */
  EAR_OCCASION_CHOICE, /* AdwComboRow of EarChoice: a few to choose from */
  EAR_OCCASION_PICK,   /* AdwActionRow: many, chosen elsewhere with ear_occasion_field_pick() */
} EarOccasionFieldKind;

typedef struct _EarOccasionField EarOccasionField;

/* The field was left with another value than it was given. */
typedef void (*EarOccasionLeft) (EarOccasionField *field, gpointer data);

EarOccasionField *ear_occasion_field_new (guint number, EarOccasionFieldKind kind, GtkWidget *widget, EarOccasionLeft left,
                                          gpointer data);
void ear_occasion_field_free (EarOccasionField *field);
guint ear_occasion_field_get_number (EarOccasionField *field);
void ear_occasion_field_set_place (EarOccasionField *field, EarWorkbook *workbook, const EarId *session);
void ear_occasion_field_set_choices (EarOccasionField *field, GListModel *choices);
void ear_occasion_field_set_value (EarOccasionField *field, const char *value, const char *label);
gboolean ear_occasion_field_take_value (EarOccasionField *field, char **value);
void ear_occasion_field_pick (EarOccasionField *field, const char *value, const char *label);
void ear_occasion_field_leave (EarOccasionField *field);
void ear_occasion_field_discard (EarOccasionField *field);
gboolean ear_occasion_field_is_dirty (EarOccasionField *field);
EarDraftSaver *ear_occasion_field_get_saver (EarOccasionField *field);

char *ear_day_parse (const char *typed, const char *before);

G_END_DECLS
