/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ear_seal_open() gives, for those who want to know how far it is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EAR_TYPE_UNSEAL_STREAM (ear_unseal_stream_get_type ())
G_DECLARE_FINAL_TYPE (EarUnsealStream, ear_unseal_stream, EAR, UNSEAL_STREAM, GInputStream)

double ear_unseal_fraction (GInputStream *stream);

G_END_DECLS
