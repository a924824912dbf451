/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Mapping page shows of one strategy, read in one go, and the changes it asks for. */
#pragma once

#include "ear-mapping-list.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *strategies; /* EarStrategyRow */
  EarId strategy;        /* that is shown; EAR_ID_NONE where there is none */
  GPtrArray *items;      /* EarEvidenceRow: the strategy's, in the order of its document */
  GPtrArray *mappings;   /* EarMappingRow: the strategy's, item by item */
  GPtrArray *themes;     /* EarTreeRow */
  GPtrArray *unmapped;   /* EarUnmapped: themes */
} EarMappingData;

void ear_mapping_data_free (EarMappingData *data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarMappingData, ear_mapping_data_free)

/* An EarWorkbookFunc; @strategy is an EarId: the one that was shown, EAR_ID_NONE for the first. */
gpointer ear_mapping_data_load (EarStore *store, gpointer strategy, GCancellable *cancellable, GError **error);
const EarMappingRow *ear_mapping_data_find (const EarMappingData *data, const EarId *theme, const EarId *priority);

/* A change, as data of ear_mapping_change_do(). */
typedef struct
{
  EarId theme, priority;
  gboolean mapped;
  char *reason; /* (nullable) */
} EarMappingChange;

EarMappingChange *ear_mapping_change_new (const EarId *theme, const EarId *priority, gboolean mapped, const char *reason);
void ear_mapping_change_free (EarMappingChange *change);
gboolean ear_mapping_change_do (EarStore *store, gpointer change, GPtrArray *before, GError **error);

G_END_DECLS
