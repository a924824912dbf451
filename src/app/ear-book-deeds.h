/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codebook's editor does to the workbook, with ear_deed_run(). */
#pragma once

#include "ear-desk-work.h"
#include "ear-theme-work.h"

G_BEGIN_DECLS

typedef enum
{
  EAR_BOOK_ADD,     /* @value, under @other, behind @sibling */
  EAR_BOOK_SET,     /* @field to @value */
  EAR_BOOK_PLACE,   /* under @other, @place @sibling */
  EAR_BOOK_MERGE,   /* into @other */
  EAR_BOOK_DIVIDE,  /* into @names, by @shares */
  EAR_BOOK_RETIRE,
  EAR_BOOK_RESTORE,
} EarBookDeedKind;

typedef struct
{
  EarBookDeedKind kind;
  EarId theme;   /* of EAR_BOOK_ADD: what was made, once it was done */
  EarId other, sibling; /* EAR_ID_NONE: none */
  EarPlace place;
  guint field;
  char *value;   /* (nullable) */
  GStrv names;   /* (nullable) */
  GArray *shares; /* (nullable) EarThemeShare */
  gboolean retire;
} EarBookDeed;

EarBookDeed *ear_book_deed_new (EarBookDeedKind kind, const EarId *theme);
void ear_book_deed_free (EarBookDeed *deed);
/* @deed: (transfer full); @end is given the EarBookDeed */
void ear_book_deed_do (EarWindow *window, EarBookDeed *deed, const char *said, EarDeedEnd end, GObject *object);

G_END_DECLS
