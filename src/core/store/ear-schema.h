/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook's tables: schema/NNN.sql, one a version, brought up to date when a workbook is opened. */
#pragma once

#include "ear-connection.h"

G_BEGIN_DECLS

/* "EARS" in ASCII, in the file's header as application_id. */
#define EAR_SCHEMA_APPLICATION_ID 0x45415253
#define EAR_SCHEMA_VERSION 1
#define EAR_SCHEMA_FOLDER "/uk/earshot/store/schema"

GResource *ear_schema_get_resource (void);
gboolean ear_schema_create (EarConnection *connection, GError **error);
gboolean ear_schema_check (EarConnection *connection, gint64 *version, GError **error);
gboolean ear_schema_migrate (EarConnection *connection, gint64 from, gint64 to, const char *resource_folder, GError **error);

G_END_DECLS
