/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for partners, written on the workbook's thread. */
#pragma once

#include "ear-card.h"
#include "ear-progress-box.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* What a file may be for and hold. */
typedef struct
{
  GPtrArray *partners; /* EarPartner */
  GPtrArray *groups;   /* EarTreeRow */
  GPtrArray *sessions; /* EarTreeRow, newest first */
} EarExportChoices;

void ear_export_choices_free (EarExportChoices *choices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarExportChoices, ear_export_choices_free)
gpointer ear_export_choices_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);

/* One file to write. */
typedef struct
{
  char *path;
  GArray *devices;  /* EarId: whom it is sealed for; with none and no passphrase it is plain */
  char *passphrase; /* (nullable) */
  GArray *groups;   /* EarId: a part of it … */
  GArray *sessions; /* … */
  gboolean lists_only;
  gboolean since_last;
  gboolean done;
  EarProgressShare *share;
} EarExportWork;

EarExportWork *ear_export_work_new (void);
void ear_export_work_unref (EarExportWork *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarExportWork, ear_export_work_unref)
void ear_export_work_async (EarWorkbook *workbook, EarExportWork *work, GFile *file, EarProgressShare *share,
                            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean ear_export_work_finish (GAsyncResult *result, GError **error);

G_END_DECLS
