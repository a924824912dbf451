/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second opinion on what consent lets out of a voice: from its record and those of whom it belongs to, value by value. */
#pragma once

#include "exchange-world.h"

G_BEGIN_DECLS

typedef enum
{
  PART_NOTHING,
  PART_PERMISSION_ALONE,
  PART_BELONGING, /* the permission, and whose it is */
  PART_REASON,    /* of a speaker or session: what it is called, and its permission */
  PART_NO_WORDS,
  PART_ALL,
} PartLeave;

/* Every value of the field that nobody who wrote another had seen, the one that shows first. Of no record, one that was never
 * given. */
guint part_count_values (const EarRecord *record, guint field);
const EarVersion *part_value_of (const EarRecord *record, guint field, guint number);

typedef const EarRecord *(*PartFind) (gpointer data, EarKind kind, const EarId *id); /* or NULL */
const char *part_permission (const EarRecord *voice, PartFind find, gpointer data);
/* What leaves in everything; in a part nobody is told whose an internal voice is. */
PartLeave part_leave_of_voice (const EarRecord *voice, PartFind find, gpointer data);

G_END_DECLS
