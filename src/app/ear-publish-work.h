/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishing the codebook, on the workbook's thread. */
#pragma once

#include "ear-folder.h"
#include "ear-insight.h"
#include "ear-progress-box.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

/* What would be published, and where it can go. */
typedef struct
{
  EarCodebookVersion *newest; /* (nullable) the version that is here */
  GPtrArray *events;          /* EarCodebookEvent since then */
  GPtrArray *partners;        /* EarPartner */
  char *folder;               /* (nullable) that is shared, and can be written to */
} EarPublishLook;

void ear_publish_look_free (EarPublishLook *look);
/* An EarWorkbookFunc: gives an EarPublishLook. */
gpointer ear_publish_look_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error);

typedef struct
{
  char *version;
  char *path;     /* (nullable) of a file; NULL: the shared folder */
  gboolean sealed; /* for … */
  EarId device;    /* … this one */
  EarProgressShare *share;
} EarPublishWork;

void ear_publish_work_free (EarPublishWork *work);
/* An EarWorkbookFunc: names the codebook as it is now, and hands it out. Gives what the file is called. Where it cannot be
 * handed out, the codebook is called what it was called before. */
gpointer ear_publish_job (EarStore *store, gpointer work, GCancellable *cancellable, GError **error);

G_END_DECLS
