/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be wrong with a record by itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_MODEL_ERROR (ear_model_error_quark ())

typedef enum
{
  EAR_MODEL_ERROR_INVALID_VALUE,
  EAR_MODEL_ERROR_TOO_LONG,
  EAR_MODEL_ERROR_MISSING_VALUE,
} EarModelError;

GQuark ear_model_error_quark (void);

G_END_DECLS
