/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document for reading on its way to a file: a feedback sheet, the record of a meeting. */
#pragma once

#include <adwaita.h>

#include "ear-report.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* On the workbook's thread. @organisation: (nullable): whose laptop it is, and whom to ask. */
typedef EarDocument *(*EarPaperMake) (EarStore *store, gpointer data, const char *organisation, GCancellable *cancellable, GError **error);

typedef struct
{
  EarPaperMake make;
  gpointer data;            /* of it */
  GDestroyNotify data_free; /* (nullable) */
  const char *title;        /* of the dialog that asks for the file */
  const char *name;         /* that the file is called at first */
  const char *wrote;        /* printf, of the name it was given: what is said once it is written */
  const char *failed;       /* what is said where it was not */
} EarPaper;

void ear_paper_ask (GtkWidget *page, EarWorkbook *workbook, const EarPaper *paper);

G_END_DECLS
